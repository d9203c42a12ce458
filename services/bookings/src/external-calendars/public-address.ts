import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** Public by number, but a door into a cloud's own network. */
const CLOUD_INSIDE = new Set(["168.63.129.16"]);
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address is one of the open internet: not private, loopback, link-local, shared, multicast, reserved, nor an
 * IPv6 address that wraps an IPv4 one (mapped, NAT64, 6to4, Teredo).
 */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address) || CLOUD_INSIDE.has(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed instanceof ipaddr.IPv6 ? parsed.match(GLOBAL_V6) : true;
};

/** Thrown where an address leads inside. */
export class InsideError extends Error {
  override name = "InsideError";
}

/**
 * A lookup for a connection that lets no address through that is not allowed. One address inside refuses the whole name, and what
 * was checked is what is connected to, so that a name that changes its address in between wins nothing.
 */
export const guardedLookup =
  (lookup: LookupFunction, isAllowed: (address: string) => boolean): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, "", 0);
      const addresses = found as unknown as LookupAddress[];
      if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address)))
        return callback(new InsideError(hostname), "", 0);
      if (options.all) return callback(null, addresses as never, 0);
      const [{ address, family }] = addresses as [LookupAddress];
      return callback(null, address, family);
    });
