import { isIPv6 } from "node:net";

/**
 * The client's address: the socket's, or with trusted proxies in front the entry of `X-Forwarded-For` that the outermost
 * of them wrote. Entries further left come from the client and are never believed.
 */
export const clientAddress = (
  socketAddress: string,
  forwardedFor: string | null,
  trustedProxies: number,
): string => {
  if (trustedProxies === 0 || !forwardedFor) return socketAddress;
  const hops = forwardedFor.split(",").map((hop) => hop.trim());
  return hops.at(-trustedProxies) || hops[0] || socketAddress;
};

/** Some proxies write the port along. */
const WITH_PORT = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d+)?$/;
const MAPPED = /^::ffff:(?=\d+\.)/i;
const GROUPS = 8;
const NETWORK_GROUPS = 4;

/**
 * Whose requests count together: an address of IPv4 alone, and of IPv6 the network of 64 bits, because whoever has one of its
 * addresses has them all. What is no address stays as it is.
 */
export const networkOf = (address: string): string => {
  const [, ofIPv6, ofIPv4] = WITH_PORT.exec(address) ?? [];
  const plain = (ofIPv6 ?? ofIPv4 ?? address).replace(MAPPED, "");
  if (!isIPv6(plain)) return plain;
  // The URL standard writes each address in one way, with `::` for the longest row of zeros.
  const canonical = new URL(`http://[${plain.split("%")[0]}]`).hostname.slice(1, -1);
  const [before = [], after = []] = canonical
    .split("::")
    .map((part) => part.split(":").filter(Boolean));
  const zeros = Array<string>(GROUPS - before.length - after.length).fill("0");
  return [...before, ...zeros, ...after].slice(0, NETWORK_GROUPS).join(":");
};
