import type { Provider } from "@loconomy/contracts";
import { ORPCError } from "@orpc/client";
import { redirect } from "next/navigation";
import { orNotFound } from "../../api/errors.ts";
import type { Api } from "../../api/types.ts";

/** The visitor's own provider profile; whoever has none is led to open one, a guest to sign in. */
export const ownProvider = (client: Api, path: string): Promise<Provider> =>
  client.providers.getMyProvider().catch((error: unknown) => {
    if (error instanceof ORPCError && error.status === 404) redirect("/become-a-provider");
    return orNotFound(path)(error);
  });
