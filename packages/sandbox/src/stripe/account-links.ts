import type Stripe from "stripe";
import type { Endpoints, StripeContext } from "./api.ts";
import { lockAccount } from "./connected.ts";
import { wanted } from "./errors.ts";
import { randomText } from "./ids.ts";
import { checkReturnUrl } from "./return-url.ts";

const LINK_SECONDS = 5 * 60;

/** Links that lead the owner of a connected account to Stripe's pages, once and for five minutes. */
export function registerAccountLinks({ publicUrl }: StripeContext): (api: Endpoints) => void {
  return (api) =>
    api.write("/account_links", async (work, params) => {
      const { object, internal } = await lockAccount(work, params.account);
      const link = {
        token: randomText(32),
        expiresAt: work.now + LINK_SECONDS,
        returnUrl: urlOf("return_url", params.return_url, publicUrl),
        refreshUrl: urlOf("refresh_url", params.refresh_url, publicUrl),
      };
      work.put(object, { ...internal, link });
      const made: Stripe.AccountLink = {
        object: "account_link",
        created: work.now,
        expires_at: link.expiresAt,
        url: `${publicUrl}/sandbox/stripe/onboarding/${object.id}?token=${link.token}`,
      };
      return made;
    });
}

function urlOf(param: string, url: string | undefined, publicUrl: string): string {
  return wanted(checkReturnUrl(url, publicUrl, param), param);
}
