import { readFile } from "node:fs/promises";
import type { Font } from "fontkit";

declare module "fontkit" {
  /** Of the library, and missing in its types. */
  export function registerFormat(format: {
    probe(buffer: Uint8Array): boolean;
    new (stream: { buffer: Uint8Array }): object;
  }): void;
}

/** Noto Sans has the letters of Latin, Greek, Cyrillic and Devanagari scripts; others are missing. */
interface Fonts {
  /** What PDFKit registers as a font. */
  regular: Buffer;
  bold: Buffer;
  /** Whether every letter of a text can be printed. */
  has(text: string): boolean;
  /** A text in which what cannot be printed is a mark that the fonts draw as a box, and each space a plain one. */
  printable(text: string): string;
}

const BOX = "\uFFFD";

let loaded: Promise<Fonts> | undefined;

/** Read by the first who needs them, and kept. */
export const loadFonts = (): Promise<Fonts> => (loaded ??= read());

const read = async (): Promise<Fonts> => {
  const [{ create, registerFormat }, ...files] = await Promise.all([
    import("fontkit"),
    readFile(
      new URL(
        import.meta.resolve("@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf"),
      ),
    ),
    readFile(
      new URL(
        import.meta.resolve("@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf"),
      ),
    ),
  ]);
  const [regular, bold] = files.map((file) => create(file) as Font) as [Font, Font];
  // PDFKit reads a font anew for each document, which takes longer than all the rest. It is given names, which fontkit is
  // taught to read as the fonts that are read already.
  const kept = new Map([
    ["kept:regular", regular],
    ["kept:bold", bold],
  ]);
  const fontOf = (buffer: Uint8Array) => kept.get(Buffer.from(buffer).toString("latin1"));
  registerFormat(
    class {
      static probe = (buffer: Uint8Array): boolean => fontOf(buffer) !== undefined;
      constructor({ buffer }: { buffer: Uint8Array }) {
        return fontOf(buffer)!;
      }
    },
  );
  const known = new Set(regular.characterSet);
  const letter = (it: string): string =>
    /\s/u.test(it) ? " " : known.has(it.codePointAt(0)!) ? it : BOX;
  const printable = (text: string): string => Array.from(text.normalize("NFC"), letter).join("");
  return {
    regular: Buffer.from("kept:regular", "latin1"),
    bold: Buffer.from("kept:bold", "latin1"),
    printable,
    has: (text) => !printable(text).includes(BOX),
  };
};
