import { render } from 'preact';
import { App } from './app/App';
import { applyTheme } from './app/theme';
import './styles/index.css';

const root = document.getElementById('app');
applyTheme();
if (root !== null) {
  render(<App />, root);
}
