/**
 * Normalised discounted cumulative gain of a ranking (Järvelin and Kekäläinen, 2002): 1 when no other order of the candidates
 * would be better, gains 2^grade − 1, discounted by log2 of the place.
 * @param grades in the order shown, 0–3.
 * @param all grades of every candidate, in any order.
 * @returns null when there is nothing worth showing.
 */
export const ndcg = (
  grades: readonly number[],
  all: readonly number[],
  places = 10,
): number | null => {
  const ideal = dcg(
    all.toSorted((a, b) => b - a),
    places,
  );
  return ideal === 0 ? null : dcg(grades, places) / ideal;
};

const dcg = (grades: readonly number[], places: number): number =>
  grades
    .slice(0, places)
    .reduce((sum, grade, place) => sum + (2 ** grade - 1) / Math.log2(place + 2), 0);
