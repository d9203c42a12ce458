import { problem } from "@loconomy/kit";
import { networkOf } from "./address.ts";
import { mayWrite } from "./origin.ts";
import type { LimitName, RateLimits } from "./rate-limit.ts";

interface Rules {
  limits: RateLimits;
  publicUrl: () => string;
  corsOrigins: readonly string[];
}

/**
 * What every request passes before anybody looks at what it asks for.
 * @param address the client's
 * @param limit what its requests count for
 * @throws rate_limited, origin_refused
 */
export const createAdmission =
  ({ limits, publicUrl, corsOrigins }: Rules) =>
  async (
    method: string,
    header: Parameters<typeof mayWrite>[1],
    address: string,
    limit: LimitName = "address",
  ): Promise<void> => {
    await limits.consume(limit, networkOf(address));
    const ours = new Set([new URL(publicUrl()).origin, ...corsOrigins]);
    if (!mayWrite(method, header, ours))
      throw problem("origin_refused", "This request did not come from one of our pages.");
  };
