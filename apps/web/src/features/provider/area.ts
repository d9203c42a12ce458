import { distanceKm, type JobPlace, type Position, type Provider } from "@loconomy/contracts";
import { formatDistance } from "@loconomy/ui";

/** Where a provider works or starts from, how far they come, and what they do. */
export interface Area {
  position: Position;
  serviceRadiusKm: number;
  /** Slug of the category. */
  category: string;
}

export const areaOf = ({ position, serviceRadiusKm, category }: Provider): Area => ({
  position,
  serviceRadiusKm,
  category: category.slug,
});

/** How far a place is from the provider, in words. */
export const awayFrom = ({ position }: Area, place: JobPlace): string =>
  formatDistance(distanceKm(position, place) * 1000);

/** Whether the provider comes to a place. */
export const isInArea = ({ position, serviceRadiusKm }: Area, place: JobPlace): boolean =>
  distanceKm(position, place) <= serviceRadiusKm;
