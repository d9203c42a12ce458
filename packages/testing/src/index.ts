export * from "./database.ts";
export * from "./service-harness.ts";
