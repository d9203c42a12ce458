import { z } from "zod";

export const UsersConfig = z.object({
  /** Where people reach the site; links in mails and the cookie's `Secure` follow from it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "must look like https://example.com" }),
  /** Signs session cookies and verification links, and encrypts the keys that sign tokens. */
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
});
export type UsersConfig = z.infer<typeof UsersConfig>;
