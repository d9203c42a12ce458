import { ORPCError } from "@orpc/server";
import { ERRORS, type ErrorCode } from "@loconomy/contracts";
import { describe, expect, test } from "vitest";
import { problem, problemResponse, toProblem } from "./index.ts";

describe("toProblem", () => {
  test.each(Object.keys(ERRORS) as ErrorCode[])(
    "our own %s keeps code, status and title",
    (code) => {
      expect(toProblem(problem(code))).toEqual({
        type: `https://loconomy.com/problems/${code}`,
        title: ERRORS[code].title,
        status: ERRORS[code].status,
        code,
      });
    },
  );

  test("shows the words, the members, the fields and the request id", () => {
    const errors = [{ path: "start", message: "is over" }];
    const shown = toProblem(
      problem("slot_taken", "Somebody was faster.", { alternatives: ["a"], errors }),
      "r1",
    );
    expect(shown).toMatchObject({
      detail: "Somebody was faster.",
      alternatives: ["a"],
      errors,
      requestId: "r1",
    });
  });

  test("members cannot change what kind of problem it is", () => {
    const shown = toProblem(
      problem("conflict", undefined, { status: 200, code: "ok", type: "x", title: "y" }),
    );
    expect(shown).toEqual(toProblem(problem("conflict")));
  });

  test.each([
    ["BAD_REQUEST", "invalid_request", 400],
    ["UNAUTHORIZED", "unauthenticated", 401],
    ["FORBIDDEN", "forbidden", 403],
    ["NOT_FOUND", "not_found", 404],
    ["METHOD_NOT_SUPPORTED", "method_not_allowed", 405],
    ["PAYLOAD_TOO_LARGE", "payload_too_large", 413],
    ["UNSUPPORTED_MEDIA_TYPE", "unsupported_media_type", 415],
    ["INTERNAL_SERVER_ERROR", "internal", 500],
    ["constructor", "internal", 500],
  ])("oRPC's own %s becomes %s", (given, code, status) => {
    expect(toProblem(new ORPCError(given))).toMatchObject({ code, status });
  });

  test("validation issues become fields with their paths", () => {
    const issues = [
      { message: "too short", path: ["body", "services", 0, { key: "name" }] },
      { message: "something else" },
    ];
    const shown = toProblem(
      new ORPCError("BAD_REQUEST", { message: "Input validation failed", data: { issues } }),
    );
    expect(shown.detail).toBe("Some fields are not right.");
    expect(shown.errors).toEqual([
      { path: "body.services.0.name", message: "too short" },
      { path: "", message: "something else" },
    ]);
    expect(shown).not.toHaveProperty("issues");
  });

  test.each([
    new Error("select * from secrets"),
    new ORPCError("INTERNAL_SERVER_ERROR", {
      message: "Output validation failed: secrets",
      data: { issues: ["secrets"] },
    }),
    problem("internal", "secrets", { secrets: 1 }),
    "secrets",
    undefined,
    { code: "not_found", message: "secrets" },
  ])("says nothing of an unknown error (%#)", (error) => {
    expect(toProblem(error)).toEqual({
      type: "https://loconomy.com/problems/internal",
      title: ERRORS.internal.title,
      status: 500,
      code: "internal",
    });
  });

  test("the private cause is kept for the log but never shown", () => {
    const cause = new Error("secrets");
    const error = problem("service_unavailable", undefined, undefined, cause);
    expect(error.cause).toBe(cause);
    expect(JSON.stringify(toProblem(error))).not.toContain("secrets");
  });
});

test("a problem as a response", async () => {
  const response = problemResponse(problem("rate_limited"), "r1", { "retry-after": "3" });
  expect(response.status).toBe(429);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("retry-after")).toBe("3");
  expect(await response.json()).toMatchObject({ code: "rate_limited", requestId: "r1" });
});
