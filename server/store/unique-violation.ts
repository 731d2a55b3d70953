/** Whether the store refused a row because another one stands in its place already (PostgreSQL error 23505). */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}
