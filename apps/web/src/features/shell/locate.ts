import type { Position } from "@loconomy/contracts";

const toThreeDigits = (degrees: number) => Math.round(degrees * 1000) / 1000;

/** Where the browser says it is, to about 100 m (the address of a page is seen by others); null when it does not say. */
export const locate = (): Promise<Position | null> =>
  new Promise((resolve) => {
    if (!("geolocation" in navigator)) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({ lat: toThreeDigits(coords.latitude), lng: toThreeDigits(coords.longitude) }),
      () => resolve(null),
      { timeout: 10_000, maximumAge: 600_000 },
    );
  });
