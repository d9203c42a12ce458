import { avatarSvg } from "./artwork/avatar.ts";
import { coverSvg, isScene, type Scene } from "./artwork/cover.ts";
import { createRandom } from "./prng.ts";

const PATH = /^\/artwork\/(?:avatars|covers\/([a-z-]{1,40}))\/([a-z0-9-]{1,120})\.svg$/;

/**
 * A picture that depends on its seed alone: a face for `avatar` (square), a scene for `cover` (16:9).
 * @param scene slug of a parent category; decides what a cover shows.
 */
export const artworkSvg = (
  kind: "avatar" | "cover",
  seed: string,
  scene: Scene = "home-repair",
): string =>
  kind === "avatar"
    ? avatarSvg(createRandom(`avatar/${seed}`))
    : coverSvg(createRandom(`cover/${scene}/${seed}`), scene);

/** Answers `/artwork/avatars/<seed>.svg` and `/artwork/covers/<parent category>/<seed>.svg`; null for any other path. */
export const artworkResponse = (pathname: string): Response | null => {
  const [matched, scene, seed] = PATH.exec(pathname) ?? [];
  if (!matched || !seed) return null;
  if (scene !== undefined && !isScene(scene)) return null;
  const svg = scene === undefined ? artworkSvg("avatar", seed) : artworkSvg("cover", seed, scene);
  return new Response(svg, {
    headers: {
      "content-type": "image/svg+xml; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      // Opened by itself the picture may run nothing and load nothing.
      "content-security-policy": "default-src 'none'; style-src 'none'",
      "x-content-type-options": "nosniff",
    },
  });
};
