import {
  StandardBracketNotationSerializer,
  StandardOpenAPIJsonSerializer,
  StandardOpenAPISerializer,
} from "@orpc/openapi-client/standard";
import {
  StandardOpenAPICodec,
  StandardOpenAPIMatcher,
  type StandardOpenAPICodecOptions,
} from "@orpc/openapi/standard";
import { StandardHandler, type StandardHandlerOptions } from "@orpc/server/standard";
import type { AnyRouter } from "@orpc/server";
import type { RequestContext } from "@loconomy/kit";

/** Leaves answers as they are: `JSON.stringify` then writes the same, and nobody has copied every value of them before. */
class AsItIs extends StandardOpenAPIJsonSerializer {
  override serialize(data: unknown): [unknown, boolean] {
    return [data, false];
  }
}

/** The handler of `@orpc/openapi` for what is read before: JSON or a file, no forms and no streams. */
export class PlainJsonHandler extends StandardHandler<RequestContext> {
  constructor(
    router: AnyRouter,
    options: StandardHandlerOptions<RequestContext> & StandardOpenAPICodecOptions,
  ) {
    const serializer = new StandardOpenAPISerializer(
      new AsItIs(),
      new StandardBracketNotationSerializer(),
    );
    super(
      router as never,
      new StandardOpenAPIMatcher(),
      new StandardOpenAPICodec(serializer, options),
      options,
    );
  }
}
