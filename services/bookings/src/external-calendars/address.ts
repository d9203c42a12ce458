import { isIP } from "node:net";
import { isPublicAddress } from "./public-address.ts";

export interface AddressRules {
  /** Schemes that may be read, each with its ports; `""` is the scheme's own. */
  ports: Record<string, readonly string[]>;
  /** Origins of one's own network that are read whatever they are. */
  trustedOrigins: ReadonlySet<string>;
  isPublic(address: string): boolean;
}

/** Encrypted, at the usual port, on the open internet. */
export const strictRules = (trustedOrigins: readonly string[] = []): AddressRules => ({
  ports: { "https:": [""] },
  trustedOrigins: new Set(trustedOrigins),
  isPublic: isPublicAddress,
});

type Refusal = "inside" | "refused_address";
const LOCAL_NAME = /^localhost$|\.(?:localhost|local|internal|home\.arpa)$/;

/**
 * Why an address may not be read, as far as it can be seen without asking for its name; undefined when it may.
 * `URL` has turned numbers in every notation (decimal, octal, hex, shortened) into plain ones before.
 */
export const refusalOf = (url: URL, rules: AddressRules): Refusal | undefined => {
  if (url.username || url.password) return "refused_address";
  if (rules.trustedOrigins.has(url.origin)) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (LOCAL_NAME.test(host) || (isIP(host) && !rules.isPublic(host))) return "inside";
  return rules.ports[url.protocol]?.includes(url.port) ? undefined : "refused_address";
};

/** The address that a person gave, or undefined when it is none. `webcal:` means https. */
export const readAddress = (text: string): URL | undefined => {
  const url = URL.parse(text.trim().replace(/^webcals?:\/\//i, "https://"));
  if (!url) return undefined;
  url.hash = "";
  return url;
};
