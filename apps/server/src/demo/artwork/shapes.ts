import type { Random } from "../prng.ts";

/** Short numbers keep the files small. */
export const n = (value: number): string => String(Math.round(value * 10) / 10);

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  radius = 0,
): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"${radius ? ` rx="${n(radius)}"` : ""} fill="${fill}"/>`;

export const circle = (x: number, y: number, r: number, fill: string, opacity = 1): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}"${opacity < 1 ? ` opacity="${n(opacity)}"` : ""}/>`;

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}"/>`;

export const path = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;

export const line = (d: string, stroke: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${n(width)}"/>`;

export const at = (x: number, y: number, scale: number, content: string, turn = 0): string =>
  `<g transform="translate(${n(x)} ${n(y)})${turn ? ` rotate(${n(turn)})` : ""} scale(${Math.round(scale * 100) / 100})">${content}</g>`;

/** A rolling line of hills from edge to edge, filled down to the bottom (640 × 360). */
export const hills = (random: Random, y: number, swing: number, fill: string): string => {
  const steps = 4;
  let d = `M0 ${n(y + random.int(-swing, swing))}`;
  for (let i = 1; i <= steps; i++) {
    const x = (640 / steps) * i;
    const up = y + random.int(-swing, swing);
    d += `S${n(x - 70)} ${n(up + random.int(-8, 8))} ${n(x)} ${n(up)}`;
  }
  return path(`${d}V360H0Z`, fill);
};

export const svg = (width: number, height: number, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" stroke-linecap="round" stroke-linejoin="round">${content}</svg>`;
