/** What a client says about the copy it has (RFC 9110, 13.1). */
export interface Revalidation {
  "if-none-match"?: string;
  "if-modified-since"?: string;
}

interface Validators {
  etag: string;
  "last-modified": string;
}

/** Whether the client's copy is the newest. A tag says more than a date, so a date counts only without one. */
export const isFresh = (asked: Revalidation, { etag, ...now }: Validators): boolean => {
  const tags = asked["if-none-match"];
  // Compressing an answer makes its tag a weak one.
  if (tags !== undefined)
    return tags.split(",").some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")));
  const since = Date.parse(asked["if-modified-since"] ?? "");
  return since >= Date.parse(now["last-modified"]);
};
