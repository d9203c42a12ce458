export * from "./database.ts";
export * from "./redis.ts";
export * from "./service-harness.ts";
