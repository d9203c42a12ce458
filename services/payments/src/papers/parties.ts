import type { Address } from "@loconomy/contracts";
import type { Payments } from "../context.ts";
import type { PaperParty } from "./paper.ts";

/** A provider as its papers name it: its business, where it is, and the country of that place. */
export const providerParty = async (
  { clients }: Payments,
  providerId: string,
): Promise<PaperParty> => {
  const { businessName, locationLabel, position } = await clients.providers.getProvider({
    idOrSlug: providerId,
  });
  const { place } = await clients.geolocation.reversePlace(position);
  return { name: businessName, lines: [locationLabel], country: place?.country ?? null };
};

/** The platform, as it is configured. */
export const platformParty = ({ config }: Payments): PaperParty => ({
  name: config.PLATFORM_NAME,
  lines: config.PLATFORM_ADDRESS.split(";").flatMap((line) => line.trim() || []),
  country: null,
});

/** An address as on an envelope. */
export const addressLines = (address: Address): string[] => {
  const { line1, line2, postalCode, city, region, country } = address;
  const town = [[postalCode, city].filter(Boolean).join(" "), region].filter(Boolean).join(", ");
  return [line1, line2, town, country].flatMap((line) => line || []);
};
