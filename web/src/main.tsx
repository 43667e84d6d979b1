import '@fontsource-variable/inter/wght.css';
import '@fontsource/jetbrains-mono/latin-400.css';
import '@fontsource/jetbrains-mono/latin-ext-400.css';
import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { App } from './app/app';
import { routes } from './app/routes';
import { applyTheme, initialTheme } from './lib/theme';

const address = new URL(window.location.href);
applyTheme(initialTheme(address.searchParams));
// Asked for once: what is chosen later must outlive a reload.
address.searchParams.delete('theme');
window.history.replaceState(window.history.state, '', address);
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App router={createBrowserRouter(routes)} />
    </StrictMode>,
  );
}
