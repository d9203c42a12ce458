export default function Home() {
  return <h1>Loconomy</h1>;
}
