import { readConfig, type Service, type ServiceDependencies } from "@loconomy/kit";
import { NotificationsConfig } from "./config.ts";
import { createConsumers } from "./consumers.ts";
import { createSender, SEND } from "./operations/send-notification.ts";
import { createInternalRouter } from "./router.ts";
import { createTransport } from "./transport.ts";

/** Mail about accounts, bookings and calendars. It listens, and says what it sent. Throws ConfigError without a way to send mail. */
export const createNotifications = (deps: ServiceDependencies): Service => {
  const config = readConfig(NotificationsConfig, deps.env);
  const site = { publicUrl: config.PUBLIC_URL, from: config.MAIL_FROM };
  return {
    router: {},
    internalRouter: createInternalRouter(deps),
    consumers: createConsumers(deps, site),
    jobs: { [SEND]: createSender(deps, site, createTransport(config)) },
    recurring: [],
  };
};
