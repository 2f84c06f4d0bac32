load bench.bash

setup() {
  set_up_bench
  fake docker 'exit 1'
  fake nvidia-smi 'exit 1'
  fake nproc 'echo 4'
  fake df 'printf "Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/x 1 1 104857600 1%% /\n"'
  export MEMINFO=$BATS_TEST_TMPDIR/meminfo
  echo 'MemTotal: 8388608 kB' > "$MEMINFO"
}

@test "a small model fits 8 GB" {
  run ops/doctor
  [ "$status" -eq 0 ]
  [[ $output == *"8 GB"*"at least 6 GB (2 + qwen3:4b)"*ok* ]]
}

@test "a 20b model does not, and the remedy is said" {
  ENV=production run ops/doctor
  [ "$status" -eq 1 ]
  [[ $output == *"at least 18 GB (2 + gpt-oss:20b)"*"TOO LITTLE"*OLLAMA_MODEL=qwen3:4b* ]]
}

@test "it does where the card holds it" {
  fake nvidia-smi 'echo "NVIDIA RTX 4090, 24564"'
  ENV=production run ops/doctor
  [ "$status" -eq 0 ]
  [[ $output == *"RTX 4090"*"ok, 24 GB"* ]]
}

@test "a model of unknown size is not judged" {
  OLLAMA_MODEL=who/knows:1 run ops/doctor
  [ "$status" -eq 0 ]
  [[ $output == *"unknown: its size is not judged"* ]]
}

@test "too few cores are named" {
  fake nproc 'echo 1'
  run ops/doctor
  [ "$status" -eq 1 ]
  [[ $output == *"processor cores"*"TOO LITTLE"* ]]
}
