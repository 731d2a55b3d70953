/** The contract's path of a fact that is not known: the whole record where even that is absent. */
export function pathOf(owner: object | null | undefined, name: string, field: string): string {
  return owner ? `${name}.${field}` : name;
}
