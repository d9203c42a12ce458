import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guardedLookup, InsideError, isPublicAddress } from "./public-address.ts";

describe("an address of the open internet", () => {
  test.each([
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.255.254"],
    ["loopback", "::1"],
    ["private", "10.0.0.1"],
    ["private", "172.16.0.1"],
    ["private", "172.31.255.255"],
    ["private", "192.168.1.1"],
    ["shared by carriers", "100.64.0.1"],
    ["link-local, where clouds keep their secrets", "169.254.169.254"],
    ["a cloud's own", "168.63.129.16"],
    ["a cloud's own", "fd00:ec2::254"],
    ["a cloud's own", "192.0.0.192"],
    ["nowhere", "0.0.0.0"],
    ["nowhere", "::"],
    ["everywhere", "255.255.255.255"],
    ["multicast", "224.0.0.1"],
    ["multicast", "ff02::1"],
    ["reserved", "240.0.0.1"],
    ["for documents", "192.0.2.1"],
    ["for documents", "2001:db8::1"],
    ["for measurements", "198.18.0.1"],
    ["link-local", "fe80::1"],
    ["unique local", "fc00::1"],
    ["site-local", "fec0::1"],
    ["mapped IPv4", "::ffff:127.0.0.1"],
    ["mapped IPv4", "::ffff:8.8.8.8"],
    ["IPv4 in IPv6", "::7f00:1"],
    ["NAT64", "64:ff9b::7f00:1"],
    ["NAT64", "64:ff9b:1::a00:1"],
    ["6to4", "2002:7f00:1::"],
    ["Teredo", "2001::1"],
    ["not given out", "4000::1"],
    ["a scope", "fe80::1%eth0"],
    ["no address", "localhost"],
    ["no address", ""],
  ])("is not one that is %s: %s", (_why, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111"])(
    "is %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test("whatever is inside is not public when it is wrapped either", () => {
    fc.assert(
      fc.property(
        fc.ipV4().filter((address) => !isPublicAddress(address)),
        (address) => {
          const [a, b, c, d] = address.split(".").map(Number) as [number, number, number, number];
          const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
          for (const wrapped of [`::ffff:${hex}`, `::${hex}`, `64:ff9b::${hex}`, `2002:${hex}::`])
            expect(isPublicAddress(wrapped), wrapped).toBe(false);
        },
      ),
    );
  });
});

describe("a guarded lookup", () => {
  const answering =
    (...addresses: string[]): LookupFunction =>
    (_name, _options, callback) =>
      callback(
        null,
        addresses.map((address): LookupAddress => ({
          address,
          family: address.includes(":") ? 6 : 4,
        })) as never,
        0,
      );
  const ask = (lookup: LookupFunction, all: boolean) =>
    new Promise((found, failed) =>
      guardedLookup(lookup, isPublicAddress)("name.example", { all }, (error, address) =>
        error ? failed(error) : found(address),
      ),
    );

  test("lets public addresses through, one or all", async () => {
    const lookup = answering("93.184.216.34", "2606:4700:4700::1111");
    expect(await ask(lookup, false)).toBe("93.184.216.34");
    expect(await ask(lookup, true)).toHaveLength(2);
  });

  test("refuses a name with even one address inside, or none at all", async () => {
    for (const addresses of [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], []])
      for (const all of [true, false])
        await expect(ask(answering(...addresses), all)).rejects.toThrow(InsideError);
  });

  test("passes on that there is no such name", async () => {
    const nobody: LookupFunction = (_name, _options, callback) =>
      callback(Object.assign(new Error("no"), { code: "ENOTFOUND" }), "", 0);
    await expect(ask(nobody, true)).rejects.toMatchObject({ code: "ENOTFOUND" });
  });
});
