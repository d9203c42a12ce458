import type { AddressInfo } from "node:net";

/** Where this process reaches itself: at the one address that it listens on, or by loopback when it listens on all. */
export const localUrlOf = ({ address, family, port }: AddressInfo): string => {
  if (address === "0.0.0.0" || address === "::") return `http://127.0.0.1:${port}`;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
};
