import { Navigate, type RouteObject } from 'react-router';
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
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
];
