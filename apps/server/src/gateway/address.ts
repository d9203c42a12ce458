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
