import { formatDistance } from "@loconomy/ui";
import { z } from "zod";
import type { ShownError } from "../../api/errors.ts";
import { holdTexts } from "./hold-texts.ts";

const OutOfArea = z.object({ distanceKm: z.number(), serviceRadiusKm: z.number() });

/** Why something was refused, distances in the visitor's own units. */
export const refusalText = ({ code, message, data }: ShownError): string => {
  const area = code === "out_of_area" ? OutOfArea.safeParse(data).data : undefined;
  if (!area) return message;
  return holdTexts.outOfArea(
    formatDistance(area.distanceKm * 1000),
    formatDistance(area.serviceRadiusKm * 1000),
  );
};
