import { oc } from "@orpc/contract";
import { z } from "zod";
import { Day, Id, TimeZone } from "./common.ts";

/** A file to be kept, under a name of its own. */
const Download = z.object({
  headers: z.object({ "content-disposition": z.string() }),
  body: z.file(),
});

/** Papers about money. */
export const documentsContract = {
  downloadStatement: oc
    .route({
      method: "GET",
      path: "/providers/{id}/statement.csv",
      outputStructure: "detailed",
      tags: ["money"],
      summary:
        "Every posting to a provider's account between two days, with opening and closing balance",
    })
    .input(
      z.object({
        id: Id,
        from: Day,
        /** Included. */
        to: Day,
        /** In which the days begin and end. */
        timeZone: TimeZone.default("UTC"),
      }),
    )
    .output(Download),
};
