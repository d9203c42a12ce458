import { consumer, readConfig, type Service, type ServiceDependencies } from "@loconomy/kit";
import { createAuth } from "./auth.ts";
import { createAuthRoute } from "./auth-route.ts";
import { UsersConfig } from "./config.ts";
import { createRouters } from "./router.ts";
import { deleteExpired, raiseToProvider } from "./store.ts";

/** Accounts, sessions, tokens and roles. Throws ConfigError without PUBLIC_URL and AUTH_SECRET. */
export const createUsers = async (deps: ServiceDependencies): Promise<Service> => {
  const { db, clock, env } = deps;
  const auth = createAuth(deps, readConfig(UsersConfig, env));
  return {
    ...(await createRouters(db, clock, auth)),
    consumers: [
      consumer("users.raise-to-provider", "provider.created", async ({ data }) => {
        await raiseToProvider(db, data.userId, clock.now());
      }),
    ],
    jobs: { "users.delete-expired": () => deleteExpired(db) },
    recurring: [{ task: "users.delete-expired", crontab: "17 3 * * *" }],
    raw: createAuthRoute(auth),
  };
};
