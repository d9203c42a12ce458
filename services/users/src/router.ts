import { serviceContracts } from "@loconomy/contracts";
import { requireSystem, type Clock, type Db, type RequestContext } from "@loconomy/kit";
import { implement } from "@orpc/server";
import type { Auth } from "./auth.ts";
import { createAuthenticate } from "./operations/authenticate.ts";
import { getMe } from "./operations/get-me.ts";
import { getSession } from "./operations/get-session.ts";
import { listUsers } from "./operations/list-users.ts";
import { updateMe } from "./operations/update-me.ts";
import { findContacts } from "./store.ts";

const os = implement(serviceContracts.users).$context<RequestContext>();

export const createRouters = async (db: Db, clock: Clock, auth: Auth) => {
  const authenticate = await createAuthenticate(db, auth);
  const router = {
    getSession: os.getSession.handler(({ context }) => getSession(db, context.actor)),
    getMe: os.getMe.handler(({ context }) => getMe(db, context.actor)),
    updateMe: os.updateMe.handler(({ context, input }) =>
      updateMe(db, clock, context.actor, input),
    ),
    listUsers: os.listUsers.handler(({ context, input }) => listUsers(db, context.actor, input)),
  };
  const internal = {
    authenticate: os.authenticate.handler(({ context, input }) =>
      authenticate(context.actor, input),
    ),
    getContacts: os.getContacts.handler(({ context, input }) => {
      requireSystem(context.actor);
      return findContacts(db, input.userIds);
    }),
  };
  return { router, internalRouter: { ...router, ...internal } };
};
