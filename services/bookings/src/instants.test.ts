import fc from "fast-check";
import { expect, test } from "vitest";
import { createWriter } from "./instants.ts";

const YEAR_0 = Date.parse("0000-01-01T00:00:00Z");
const YEAR_9999 = Date.parse("9999-12-31T23:59:59Z");

test("moments are written as the platform writes them", () => {
  const write = createWriter();
  const moment = fc.integer({ min: YEAR_0, max: YEAR_9999 });
  fc.assert(
    fc.property(moment, fc.boolean(), (any, isFullMinute) => {
      const at = isFullMinute ? Math.floor(any / 60_000) * 60_000 : any;
      expect(write.toInstant(at)).toBe(new Date(at).toISOString());
      expect(write.toDay(at)).toBe(new Date(at).toISOString().slice(0, 10));
    }),
  );
});
