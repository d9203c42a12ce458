import { expect, test } from "vitest";
import { z } from "zod";
import { ConfigError, KitConfig, readConfig } from "./index.ts";

test("defaults stand in for what is unset or empty", () => {
  expect(readConfig(KitConfig, { DATABASE_URL: "", LOG_LEVEL: undefined })).toEqual({
    DATABASE_POOL_MAX: 20,
    LOG_LEVEL: "info",
  });
});

test("blanks around a value, as a line end of a file, do not count; nothing but blanks is unset", () => {
  const env = {
    DATABASE_POOL_MAX: " ",
    LOG_LEVEL: " debug\n",
    REDIS_URL: "redis://cache:6379\r\n",
  };
  expect(readConfig(KitConfig, env)).toEqual({
    DATABASE_POOL_MAX: 20,
    LOG_LEVEL: "debug",
    REDIS_URL: "redis://cache:6379",
  });
});

test("text becomes what the schema says; strangers are left out", () => {
  expect(
    readConfig(KitConfig, {
      DATABASE_POOL_MAX: "50",
      REDIS_URL: "redis://cache:6379",
      HOME: "/root",
    }),
  ).toEqual({
    DATABASE_POOL_MAX: 50,
    LOG_LEVEL: "info",
    REDIS_URL: "redis://cache:6379",
  });
});

test("every wrong variable is named with its reason, and nothing of its value is told", () => {
  const env = {
    DATABASE_URL: "mysql://me:hunter2@db/x",
    DATABASE_POOL_MAX: "many",
    REDIS_URL: "localhost",
  };
  const read = () => readConfig(KitConfig, env);
  expect(read).toThrow(ConfigError);
  expect(read).toThrow("DATABASE_URL: must look like postgres://");
  expect(read).toThrow("DATABASE_POOL_MAX: ");
  expect(read).toThrow("REDIS_URL: must look like redis://");
  expect(read).not.toThrow("hunter2");
});

test("a rule over several variables is told too", () => {
  const Both = z
    .object({ A: z.string().optional() })
    .refine((env) => env.A, "A must be set in production");
  expect(() => readConfig(Both, {})).toThrow("environment: A must be set in production");
});
