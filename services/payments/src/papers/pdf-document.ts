import { setImmediate as turn } from "node:timers/promises";
import { loadFonts } from "./pdf-fonts.ts";

const MARGIN = 56;
const FOOTER_HEIGHT = 28;
const INK = "#16181d";
const MUTED = "#565c66";
const RULE = "#c9ccd2";
const GAP = 12;
/** So many rows of a table are written before others get their turn. */
const ROWS_AT_ONCE = 50;

/** Where paper has the size of a letter rather than A4, by CLDR. */
const LETTER = new Set("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split(" "));

interface PdfOptions {
  title: string;
  author: string;
  /** When it was made: the same document has the same bytes, whenever it is written. */
  at: Date;
  /** Where it will be printed, ISO 3166-1; decides about the size of the paper. */
  country: string | null;
}

interface TextStyle {
  size?: number;
  isBold?: boolean;
  isMuted?: boolean;
  align?: "left" | "right";
}

interface Column {
  label: string;
  /** Share of the width. */
  width: number;
  align?: "left" | "right";
}

/** A page being written, from top to bottom, with tags that tell screen readers what is a heading, a paragraph, a cell. */
export interface Pdf {
  /** Whether every letter of a text can be printed. */
  has(text: string): boolean;
  heading(level: "H1" | "H2", text: string): void;
  paragraph(text: string, style?: TextStyle): void;
  /** Texts side by side, each a heading with lines below it. */
  columns(blocks: ReadonlyArray<{ heading: string; lines: readonly string[] }>): void;
  /** The last of the rows are sums, in bold, when `sums` says how many. */
  table(
    columns: readonly Column[],
    rows: ReadonlyArray<readonly string[]>,
    sums?: number,
  ): Promise<void>;
  gap(height?: number): void;
  /** Writes the foot of each page, and ends the document. */
  end(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Begins a document. Letters that the fonts lack are printed as boxes, kept as text for who reads or copies it, and explained. */
export const openPdf = async ({ title, author, at, country }: PdfOptions): Promise<Pdf> => {
  // Loaded by the first who needs it: most servers write no paper for hours.
  const [{ default: PDFDocument }, fonts] = await Promise.all([import("pdfkit"), loadFonts()]);
  const doc = new PDFDocument({
    size: country && LETTER.has(country) ? "LETTER" : "A4",
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOTER_HEIGHT },
    pdfVersion: "1.7",
    tagged: true,
    lang: "en",
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Author: author, CreationDate: at, ModDate: at },
  });
  doc.registerFont("regular", fonts.regular);
  doc.registerFont("bold", fonts.bold);
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on("end", resolve);
    doc.on("error", reject);
  });
  const root = doc.struct("Document", { lang: "en" });
  doc.addStructure(root);
  const width = doc.page.width - 2 * MARGIN;
  const bottom = doc.page.height - MARGIN - FOOTER_HEIGHT;
  let hasBoxes = false;

  const styled = ({ size = 10, isBold = false, isMuted = false }: TextStyle) =>
    doc
      .font(isBold ? "bold" : "regular")
      .fontSize(size)
      .fillColor(isMuted ? MUTED : INK);

  type Parent = ReturnType<typeof doc.struct>;

  /** Writes a tagged text; what cannot be printed stays in it for those who do not look at it. */
  const put = (
    parent: Parent,
    tag: string,
    text: string,
    style: TextStyle,
    at: { x: number; y: number; width: number },
  ): void => {
    const shown = fonts.printable(text);
    const isWhole = fonts.has(text);
    if (!isWhole) hasBoxes = true;
    const write = (): void => {
      styled(style).text(shown, at.x, at.y, { width: at.width, align: style.align ?? "left" });
    };
    const element = doc.struct(tag, isWhole ? {} : { actual: text }, write);
    parent.add(element);
    element.end();
  };

  const heightOf = (text: string, style: TextStyle, of: number): number =>
    styled(style).heightOfString(fonts.printable(text) || " ", { width: of });

  const room = (height: number): boolean => {
    if (doc.y + height <= bottom) return false;
    doc.addPage();
    return true;
  };

  const gap = (height = GAP): void => {
    doc.y += height;
  };

  const flow = (tag: string, text: string, style: TextStyle): void => {
    const height = heightOf(text, style, width);
    room(Math.min(height, bottom - MARGIN));
    put(root, tag, text, style, { x: MARGIN, y: doc.y, width });
    doc.x = MARGIN;
  };

  const rule = (): void => {
    doc.markContent("Artifact", { type: "Layout" });
    doc
      .moveTo(MARGIN, doc.y)
      .lineTo(MARGIN + width, doc.y)
      .lineWidth(0.5)
      .stroke(RULE);
    doc.endMarkedContent();
  };

  const table: Pdf["table"] = async (columns, rows, sums = 0) => {
    const inner = width - GAP * (columns.length - 1);
    const widths = columns.map((column) => column.width * inner);
    const lefts = widths.map(
      (_, index) => MARGIN + widths.slice(0, index).reduce((sum, it) => sum + it, 0) + GAP * index,
    );
    const element = doc.struct("Table");
    root.add(element);
    const writeRow = (cells: readonly string[], tag: "TH" | "TD", style: TextStyle): void => {
      const heights = cells.map((cell, index) => heightOf(cell, style, widths[index]!));
      const height = Math.max(...heights);
      if (room(height + 6) && tag === "TD") writeRow(head, "TH", HEAD);
      const y = doc.y + 3;
      const row = doc.struct("TR");
      element.add(row);
      cells.forEach((cell, index) => {
        const align = columns[index]!.align ?? "left";
        const place = { x: lefts[index]!, y, width: widths[index]! };
        put(row, tag, cell, { ...style, align }, place);
      });
      row.end();
      doc.x = MARGIN;
      doc.y = y + height + 3;
      rule();
    };
    const head = columns.map(({ label }) => label);
    writeRow(head, "TH", HEAD);
    for (const [index, row] of rows.entries()) {
      if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await turn();
      writeRow(row, "TD", { size: 9, isBold: index >= rows.length - sums });
    }
    element.end();
  };

  return {
    has: fonts.has,
    gap,
    table,
    heading: (level, text) => {
      flow(level, text, { isBold: true, size: level === "H1" ? 20 : 12 });
      gap(level === "H1" ? GAP : 4);
    },
    paragraph: (text, style = {}) => {
      flow("P", text, style);
      gap(3);
    },
    columns: (blocks) => {
      const each = (width - GAP * (blocks.length - 1)) / blocks.length;
      const top = doc.y;
      let end = top;
      blocks.forEach(({ heading, lines }, index) => {
        const x = MARGIN + index * (each + GAP);
        doc.y = top;
        put(root, "H2", heading, { size: 9, isMuted: true }, { x, y: doc.y, width: each });
        for (const line of lines) put(root, "P", line, {}, { x, y: doc.y + 1, width: each });
        end = Math.max(end, doc.y);
      });
      doc.x = MARGIN;
      doc.y = end + GAP;
    },
    end: async () => {
      root.end();
      const { start, count } = doc.bufferedPageRange();
      const note =
        "A box stands for a letter that cannot be printed; it is there when the text is copied.";
      for (let page = 0; page < count; page++) {
        doc.switchToPage(start + page);
        // Below the margin a text would begin another page.
        doc.page.margins.bottom = 0;
        doc.markContent("Artifact", { type: "Pagination" });
        styled({ size: 8, isMuted: true }).text(
          `${fonts.printable(title)} · ${page + 1} of ${count}${hasBoxes ? ` · ${note}` : ""}`,
          MARGIN,
          doc.page.height - MARGIN,
          { width, align: "left", lineBreak: false },
        );
        doc.endMarkedContent();
      }
      doc.end();
      await ended;
      return new Uint8Array(Buffer.concat(chunks));
    },
  };
};

const HEAD: TextStyle = { size: 9, isMuted: true };

/** A finished document as an answer, to be kept under a name. */
export const pdfFile = (filename: string, bytes: Uint8Array<ArrayBuffer>) => ({
  headers: { "content-disposition": `attachment; filename="${filename}"` },
  body: new File([bytes], filename, { type: "application/pdf" }),
});
