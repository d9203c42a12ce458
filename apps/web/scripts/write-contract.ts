import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { contract } from "@loconomy/contracts";
import { minifyContractRouter } from "@orpc/contract";

/** The browser needs methods and paths of the API, not its schemas: this writes them as 10 kB of JSON. */
const folder = resolve(import.meta.dirname, "../generated");
await mkdir(folder, { recursive: true });
await writeFile(resolve(folder, "contract.json"), JSON.stringify(minifyContractRouter(contract)));
