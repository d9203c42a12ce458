import { Hono } from "hono";
import { registerAccountLinks } from "./account-links.ts";
import { registerAccounts } from "./accounts.ts";
import { createApi, type StripeContext } from "./api.ts";
import { createCardFormRoutes } from "./card-form.ts";
import { createChallengeRoutes } from "./challenge.ts";
import { registerBalance } from "./balance.ts";
import { registerCharges } from "./charges.ts";
import { registerCustomers } from "./customers.ts";
import { registerDisputes } from "./disputes.ts";
import { registerEvents } from "./events.ts";
import { createFaults } from "./faults.ts";
import { createOnboardingRoutes } from "./onboarding.ts";
import { registerPaymentIntents } from "./payment-intents.ts";
import { registerPaymentMethods } from "./payment-methods.ts";
import { registerPayouts } from "./payouts.ts";
import { registerRefunds } from "./refunds.ts";
import { registerSetupIntents } from "./setup-intents.ts";
import { registerTransfers } from "./transfers.ts";

/** Everything that stands in for Stripe: the API, the card form's target, the pages of the bank and of Stripe. */
export function createStripeRoutes(context: StripeContext): { api: Hono; browser: Hono } {
  const faults = createFaults();
  const api = createApi(context, faults.middleware, [
    registerAccountLinks(context),
    registerAccounts,
    registerBalance(context),
    registerCharges,
    registerCustomers,
    registerDisputes,
    registerEvents,
    faults.register,
    registerPaymentIntents(context),
    registerPaymentMethods,
    registerPayouts,
    registerRefunds,
    registerSetupIntents(context),
    registerTransfers,
  ]);
  const browser = new Hono();
  browser.route("/", createCardFormRoutes(context));
  browser.route("/", createChallengeRoutes(context));
  browser.route("/", createOnboardingRoutes(context));
  return { api, browser };
}
