package dev.windlass.acceptance.demo;

import dev.windlass.acceptance.upstream.ImageRegistry;
import dev.windlass.acceptance.upstream.ModelHub;
import dev.windlass.acceptance.upstream.Payload;
import dev.windlass.acceptance.upstream.SampleImage;
import dev.windlass.acceptance.upstream.TerraformRegistry;
import dev.windlass.acceptance.upstream.TinyModel;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The public world of the demo: an image registry, a Terraform registry and a model hub on
 * loopback.
 */
record Upstreams(ImageRegistry images, TerraformRegistry terraform, ModelHub models)
    implements AutoCloseable {
  static final String PROVIDER = "demo/greeting";
  static final String MODEL = "demo/tiny-model";

  static Upstreams start() throws IOException {
    ImageRegistry images = ImageRegistry.start();
    images.publish("demo/hello", "1", SampleImage.saying("hello from the far side of the gap"));
    TerraformRegistry terraform = new TerraformRegistry();
    byte[] provider =
        TerraformRegistry.zip(
            Map.of("terraform-provider-greeting_v1.0.0", "#!/bin/sh\necho a provider's place\n"));
    terraform.publishProvider(PROVIDER, "1.0.0", Map.of("linux_amd64", Payload.of(provider)));
    ModelHub models = new ModelHub();
    models.publish(MODEL, TinyModel.files());
    return new Upstreams(images, terraform, models);
  }

  /** Writes the list of what the demo carries, one kind after the other. */
  Path writeList(Path directory) throws IOException {
    byte[] note = "Read me on the far side.\n".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(directory.resolve("note.txt"), note);
    String list =
        """
        stream: demo
        audience: enclave-a
        marking: UNCLASSIFIED
        images:
          - source: %s/demo/hello:1
            as: registry.example.com/demo/hello
            plainHttp: true
        terraform:
          providers:
            - source: registry.example.com/%s
              versions: "~> 1.0"
              registry: %s
        maven:
          artifacts:
            - org.apache.commons:commons-lang3:3.17.0
        npm:
          packages:
            - is-odd@^3
        models:
          - repo: %s
            revision: main
            endpoint: %s
        files:
          - url: %s
            digest: %s
            as: notes/note.txt
        """
            .formatted(
                images.host(),
                PROVIDER,
                terraform.url(),
                MODEL,
                models.url(),
                file.toUri(),
                Digest.of(note));
    return Files.writeString(directory.resolve("mirror.yaml"), list);
  }

  @Override
  public void close() {
    images.close();
    terraform.close();
    models.close();
  }
}
