import { formatDistance } from "@loconomy/ui";
import type { ShownError } from "../../api/errors.ts";
import { holdTexts } from "./hold-texts.ts";

/** Why something was refused, distances in the visitor's own units. */
export const refusalText = ({ code, message, data }: ShownError): string => {
  const { distanceKm, serviceRadiusKm } = data;
  if (code !== "out_of_area" || typeof distanceKm !== "number") return message;
  if (typeof serviceRadiusKm !== "number") return message;
  return holdTexts.outOfArea(
    formatDistance(distanceKm * 1000),
    formatDistance(serviceRadiusKm * 1000),
  );
};
