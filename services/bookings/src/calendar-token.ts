import { createHmac, timingSafeEqual } from "node:crypto";

/** What makes a calendar link its own: a row of the database. */
export interface LinkKey {
  id: string;
  secret: string;
}

const ID_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{64}$/;

/**
 * The part of a calendar link's address that nobody can guess: the link's id and its signature, 64 characters. Made of the
 * server's secret and the link's own, so that it can be shown again, ends with its row, and cannot be made from the
 * database alone.
 */
export const calendarToken = (serverSecret: string, link: LinkKey): string =>
  Buffer.concat([idBytes(link.id), signature(serverSecret, link)]).toString("base64url");

/** The id that a token names, which must be checked with `isTokenOf`; undefined when it is no token. */
export const linkIdOf = (token: string): string | undefined => {
  if (!TOKEN.test(token)) return undefined;
  const hex = Buffer.from(token, "base64url").subarray(0, ID_BYTES).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

/** Whether the token is this link's; takes the same time either way. */
export const isTokenOf = (token: string, serverSecret: string, link: LinkKey): boolean => {
  const [given, right] = [token, calendarToken(serverSecret, link)].map((text) =>
    Buffer.from(text),
  );
  return given!.length === right!.length && timingSafeEqual(given!, right!);
};

const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex");

const signature = (serverSecret: string, { id, secret }: LinkKey): Buffer =>
  createHmac("sha256", serverSecret).update(`calendar-link\n${id}\n${secret}`).digest();
