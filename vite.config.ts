import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The window as plain hashed files: every host serves the same folder under a strict content policy. */
export default defineConfig({
  root: 'src-renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome120',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'antd', priority: 1, test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)/ },
            { name: 'react', priority: 2, test: /node_modules[\\/](react|react-dom|scheduler|zustand)[\\/]/ },
          ],
        },
      },
    },
  },
})
