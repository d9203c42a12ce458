import { readConfig, type Service, type ServiceDependencies } from "@loconomy/kit";
import { PaymentsConfig } from "./config.ts";
import { createConsumers } from "./consumers.ts";
import type { Payments } from "./context.ts";
import { createJobs, RECURRING } from "./jobs.ts";
import { createRouters } from "./router.ts";
import { createStripe } from "./stripe.ts";
import { handleWebhook, WEBHOOK_PATH } from "./webhook.ts";

/** Card payments and the ledger. */
export const createPayments = ({
  db,
  clients,
  clock,
  files,
  log,
  env,
}: ServiceDependencies): Service => {
  const config = readConfig(PaymentsConfig, env);
  const payments: Payments = {
    db,
    clients,
    clock,
    files,
    log,
    config,
    stripe: createStripe(config),
  };
  return {
    ...createRouters(payments),
    consumers: createConsumers(payments),
    jobs: createJobs(payments),
    recurring: RECURRING,
    raw: { [WEBHOOK_PATH]: (request) => handleWebhook(payments, request) },
  };
};
