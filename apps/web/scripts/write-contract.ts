import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { contract } from "@loconomy/contracts";
import { minifyContractRouter } from "@orpc/contract";

/** What only documents a route. */
const SAID: readonly string[] = ["tags", "summary", "description"];
const unsaid = (route: object): object =>
  Object.fromEntries(Object.entries(route).filter(([key]) => !SAID.includes(key)));

/** The browser needs methods and paths of the API, not its schemas nor its words: this writes them as some 20 kB of JSON. */
const folder = resolve(import.meta.dirname, "../generated");
await mkdir(folder, { recursive: true });
await writeFile(
  resolve(folder, "contract.json"),
  JSON.stringify(minifyContractRouter(contract), (key, value: unknown) =>
    key === "route" ? unsaid(value as object) : value,
  ),
);
