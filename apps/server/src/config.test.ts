import { readConfig } from "@loconomy/kit";
import { expect, test } from "vitest";
import { ServerConfig } from "./config.ts";

test("an origin is taken without its last slash", () => {
  const { PUBLIC_URL, CORS_ORIGINS } = readConfig(ServerConfig, {
    PUBLIC_URL: "https://Example.com/",
    CORS_ORIGINS: "https://app.example.com/, http://localhost:8080",
  });
  expect(PUBLIC_URL).toBe("https://example.com");
  expect(CORS_ORIGINS).toEqual(["https://app.example.com", "http://localhost:8080"]);
});

test.each([
  "https://example.com/market",
  "https://example.com/?a",
  "https://me:secret@example.com",
  "example.com",
  "ftp://example.com",
])("%s is no origin, and is refused by the name of its variable", (value) => {
  for (const name of ["PUBLIC_URL", "CORS_ORIGINS"])
    expect(() => readConfig(ServerConfig, { [name]: value })).toThrow(name);
});

test("a port of nothing but blanks is the usual one, not any that is free", () => {
  expect(readConfig(ServerConfig, { PORT: " " }).PORT).toBe(3000);
});
