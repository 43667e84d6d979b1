import { Navigate, type RouteObject } from 'react-router';
import { Administrators } from './administrators';
import { NotFound } from './not-found';
import { PageError } from './page-error';
import { RequireSession } from './require-session';
import { Shell } from './shell';
import { SignInPage } from './sign-in-page';

export const routes: RouteObject[] = [
  { path: '/login', element: <SignInPage />, errorElement: <PageError /> },
  {
    element: <RequireSession />,
    // The page's own code is on its way; the document's colour is all there is for that moment.
    hydrateFallbackElement: <main className="h-full bg-bg" />,
    errorElement: <PageError />,
    children: [
      {
        element: <Shell />,
        children: [
          { path: '/', element: <Navigate to="/ops" replace /> },
          {
            path: '/ops',
            lazy: async () => ({
              Component: (await import('../features/map/operations')).Operations,
            }),
          },
          {
            path: '/sources',
            lazy: async () => ({
              Component: (await import('../features/sources/sources')).Sources,
            }),
          },
          {
            path: '/playbooks',
            lazy: async () => ({
              Component: (await import('../features/playbooks/playbooks')).Playbooks,
            }),
          },
          {
            path: '/playbooks/runs/:id',
            lazy: async () => ({
              Component: (await import('../features/playbooks/run-page')).RunPage,
            }),
          },
          {
            path: '/users',
            lazy: async () => {
              const { UsersPage } = await import('./users-page');
              return {
                element: (
                  <Administrators>
                    <UsersPage />
                  </Administrators>
                ),
              };
            },
          },
          {
            path: '/keys',
            lazy: async () => {
              const { Keys } = await import('../features/keys/keys');
              return {
                element: (
                  <Administrators>
                    <Keys />
                  </Administrators>
                ),
              };
            },
          },
          {
            path: '/audit',
            lazy: async () => {
              const { Audit } = await import('../features/audit/audit');
              return {
                element: (
                  <Administrators>
                    <Audit />
                  </Administrators>
                ),
              };
            },
          },
          {
            path: '/queue',
            lazy: async () => {
              const { Queue } = await import('../features/queue/queue');
              return {
                element: (
                  <Administrators>
                    <Queue />
                  </Administrators>
                ),
              };
            },
          },
          {
            path: '/settings',
            lazy: async () => ({ Component: (await import('./settings-page')).SettingsPage }),
          },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
];
