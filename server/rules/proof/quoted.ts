/** Texts JSON writes as they are: plain ASCII without quotation marks and backslashes. */
const plain = /^[ !#-[\]-~]*$/;

/** A text as JSON writes it. Nearly every text of a month is plain, and looking costs less than writing anew. */
export const quoted = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));
