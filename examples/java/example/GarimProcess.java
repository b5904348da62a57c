package example;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code garim check --jsonl} 하나를 켜 두고 글을 한 건씩 점검합니다. 글마다 명령을 새로 켜지 않으므로 빠르고, 글은 표준 입출력으로만 오가므로
 * 파일로 남지 않습니다. 여러 스레드에서 불러도 됩니다. 한 번에 한 건씩 처리하니, 더 많이 처리하려면 여러 개를 만드십시오.
 *
 * <ul>
 *   <li>시간 안에 답이 없으면 그 명령을 끝내고 {@code timeout}을 알립니다. 다음 글은 새 명령이 받습니다.
 *   <li>명령이 스스로 끝났으면 새로 켜서 같은 글을 한 번 더 묻습니다.
 * </ul>
 *
 * 점검하지 못한 글을 공개용으로 내보내지 않는 것은 부르는 쪽의 몫입니다.
 */
public final class GarimProcess implements AutoCloseable {
    private final List<String> command;
    private final Duration timeout;
    private Process process;
    /** 쓰고 읽는 일을 맡은 스레드. 명령이 입력을 읽지 않으면 쓰기도 멈추므로 둘 다 여기서 하고, 명령마다 새로 둡니다. */
    private ExecutorService line;
    private OutputStream input;
    private BufferedReader output;
    private long id;
    private boolean closed;

    /**
     * 명령은 첫 글을 점검할 때 켭니다.
     *
     * @param command 명령과 앞에 둘 인수. 예: {@code List.of("/opt/garim/garim")}
     * @param timeout 한 건에 기다릴 시간. 명령을 켜는 시간도 들어갑니다.
     * @param options {@code check --jsonl} 뒤에 둘 것. 예: {@code "--policy", "기준.toml"}
     */
    public GarimProcess(List<String> command, Duration timeout, String... options) {
        this.command = new ArrayList<>(command);
        this.command.addAll(List.of("check", "--jsonl"));
        this.command.addAll(List.of(options));
        this.timeout = timeout;
    }

    /** 글 한 건을 점검합니다. */
    public synchronized Answer check(String text) throws GarimException {
        if (closed) throw new GarimException("closed", "닫은 뒤에는 점검할 수 없습니다.", null);
        long until = System.nanoTime() + timeout.toNanos();
        for (int attempt = 0; ; attempt++) {
            if (process == null || !process.isAlive()) {
                stop();
                start();
            }
            long number = ++id;
            String asked = "{\"id\":" + number + ",\"text\":" + Json.quote(text) + "}\n";
            String answered = answer(asked, until);
            if (answered != null) return read(answered, number);
            stop();
            if (attempt == 1) throw new GarimException("lost", "점검하던 명령이 두 번 끝났습니다.", null);
        }
    }

    private void start() throws GarimException {
        try {
            // 표준 오류에는 명령을 잘못 쓴 까닭이 나옵니다. 글의 내용은 나오지 않습니다.
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new GarimException("not_started", "가림 명령을 시작하지 못했습니다.", e);
        }
        line = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "garim");
            thread.setDaemon(true);
            return thread;
        });
        input = process.getOutputStream();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** 한 줄을 보내고 한 줄을 받습니다. 명령이 끝났으면 null. */
    private String answer(String asked, long until) throws GarimException {
        OutputStream to = input;
        BufferedReader from = output;
        Future<String> answer = line.submit(() -> {
            to.write(asked.getBytes(StandardCharsets.UTF_8));
            to.flush();
            return from.readLine();
        });
        try {
            return answer.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            stop();
            throw new GarimException("timeout", "시간 안에 점검하지 못했습니다.", e);
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new GarimException("interrupted", "점검을 기다리다 중단했습니다.", e);
        } catch (ExecutionException e) {
            // 쓰거나 읽다가 명령이 끝났습니다.
            return null;
        }
    }

    private Answer read(String answered, long number) throws GarimException {
        try {
            Map<?, ?> answer = (Map<?, ?>) Json.read(answered);
            if (answer.get("error") instanceof Map<?, ?> error) throw new GarimException((String) error.get("code"), (String) error.get("message"), null);
            if (!Double.valueOf(number).equals(answer.get("id"))) throw new IllegalArgumentException("다른 글의 답입니다.");
            return Answer.of(answer, answered);
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            // 가림이 아닌 것이 답했습니다. 까닭에 글의 일부가 담길 수 있으므로 잇지 않습니다.
            stop();
            throw new GarimException("bad_answer", "가림의 답이 아닙니다. 명령의 경로와 판을 확인하십시오.", null);
        }
    }

    /** 명령을 끝내고 그 스레드를 버립니다. */
    private void stop() {
        if (process == null) return;
        process.destroyForcibly();
        line.shutdownNow();
        process = null;
    }

    /** 명령을 끝냅니다. 끝내지 않아도 이 프로그램이 끝나면 입력이 닫혀 명령도 끝납니다. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }
}
