/** A closed ring of [longitude, latitude] in degrees: first and last point are the same. */
export type Ring = [number, number][];

/** Longitudes without the jump at ±180°, so that a ring that crosses it is one piece again. */
const unwrap = (ring: Ring): Ring => {
  let shift = 0;
  return ring.map(([lng, lat], index) => {
    const before = ring[index - 1]?.[0];
    if (before !== undefined && lng - before > 180) shift -= 360;
    if (before !== undefined && lng - before < -180) shift += 360;
    return [lng + shift, lat];
  });
};

/** A ring around a pole does not close when unwrapped: it is closed along the pole. */
const closeOverPole = (ring: Ring): Ring => {
  const [first, last] = [ring[0], ring.at(-1)];
  if (!first || !last || Math.abs(first[0] - last[0]) < 180) return ring;
  const pole = first[1] < 0 ? -90 : 90;
  return [...ring, [last[0], pole], [first[0], pole], first];
};

/** The part of a ring on one side of a meridian (Sutherland–Hodgman). */
const clip = (ring: Ring, meridian: number, keep: "west" | "east"): Ring => {
  const inside = (lng: number) => (keep === "west" ? lng <= meridian : lng >= meridian);
  const kept: Ring = [];
  for (let index = 0; index < ring.length - 1; index++) {
    const [from, to] = [ring[index], ring[index + 1]];
    if (!from || !to) continue;
    if (inside(from[0])) kept.push(from);
    if (inside(from[0]) !== inside(to[0])) {
      const share = (meridian - from[0]) / (to[0] - from[0]);
      kept.push([meridian, from[1] + share * (to[1] - from[1])]);
    }
  }
  if (kept[0]) kept.push(kept[0]);
  return kept;
};

/** Cuts a ring at the antimeridian into rings that lie within -180…180°. Rings without area are left out. */
export const cutAtAntimeridian = (ring: Ring): Ring[] => {
  const whole = closeOverPole(unwrap(ring));
  const lngs = whole.map(([lng]) => lng);
  const pieces: Ring[] = [];
  for (
    let turn = Math.floor((Math.min(...lngs) + 180) / 360);
    turn <= Math.floor((Math.max(...lngs) + 180) / 360);
    turn++
  ) {
    const piece = clip(clip(whole, turn * 360 - 180, "east"), turn * 360 + 180, "west");
    if (piece.length > 3) pieces.push(piece.map(([lng, lat]) => [lng - turn * 360, lat]));
  }
  return pieces;
};
