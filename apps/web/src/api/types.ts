import type { contract } from "@loconomy/contracts";
import type { ContractRouterClient } from "@orpc/contract";

/** The typed client of the public API, the same on the server and in the browser. */
export type Api = ContractRouterClient<typeof contract>;
