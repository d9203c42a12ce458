/** Seconds left as words: 580 -> "9 min 40 s", 7260 -> "2 h 1 min". Never below zero. */
export function remainingWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes >= 60) {
    const hours = Math.floor(minutes / 60);
    return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  }
  const rest = whole % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** When a screen reader is told the rest, in seconds: seldom, and more often towards the end. */
const ANNOUNCED_SECONDS = [540, 300, 120, 60, 30, 10];

/** The last of the moments worth a word that has passed, or null before the first. */
export const announcedSeconds = (seconds: number): number | null =>
  ANNOUNCED_SECONDS.findLast((moment) => seconds <= moment) ?? null;
