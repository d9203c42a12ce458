export * from "./bookings.ts";
export * from "./database.ts";
export * from "./redis.ts";
export * from "./s3.ts";
export * from "./service-harness.ts";
