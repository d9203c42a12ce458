/**
 * Where a document is kept: what it is, the year it is of, the id of its row, which nobody can guess, and which of its copies.
 * @param copy what tells it from others of the same row, as the language.
 */
export const documentKey = (kind: string, at: Date, id: string, copy: readonly string[]): string =>
  `${kind}/${at.getUTCFullYear()}/${id}/${copy.join(".")}.pdf`;
