/** The one call of topojson-client that we use; the package brings no types. */
declare module "topojson-client" {
  export interface Topology {
    objects: Record<string, unknown>;
  }
  /** For a collection of polygons: each as rings of [longitude, latitude], the outer one first. */
  export const feature: (
    topology: Topology,
    object: unknown,
  ) => { features: { geometry: { coordinates: [number, number][][][] } }[] };
}
